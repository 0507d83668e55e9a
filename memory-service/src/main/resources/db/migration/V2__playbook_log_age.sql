-- The retention sweep finds old log rows and old deleted entries by these indexes. Building them on a million rows takes
-- about a second; feedback waits for that time, reads do not.
CREATE INDEX playbook_feedback_age ON playbook_feedback (received_at);
CREATE INDEX playbook_entry_deleted_age ON playbook_entry (updated_at) WHERE NOT is_active;
