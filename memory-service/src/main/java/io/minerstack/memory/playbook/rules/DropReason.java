package io.minerstack.memory.playbook.rules;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Why an extracted operation is dropped before the general rules look at it; the label stands in the operation log. */
enum DropReason implements LowerCaseLabel {
    /** The quote is missing or is no part of the feedback. */
    NO_EVIDENCE,
    /** The wish is about the last answer only. */
    THIS_ANSWER_ONLY,
    /** The operation is none of insert, update and delete. */
    OPERATION,
    /** The type is unknown. */
    INSIGHT_TYPE,
    /** The value has fewer than 3 or more than 500 characters. */
    VALUE_LENGTH,
    /** The value gives orders to the model or imitates a role marker. */
    VALUE_INSTRUCTION,
    /** The value has a secret in it. */
    VALUE_SECRET,
    /** The user takes the quoted words back, or wants them not to be stored. */
    RETRACTED,
    /** A delete names no active entry. */
    UNKNOWN_TARGET,
    /** A delete in a reply that was broken or cut off. */
    DELETE_IN_REPAIRED_REPLY,
    /** A delete whose quote takes nothing back. */
    NO_RETRACTION,
    TOO_MANY_DELETES,
    /** An earlier operation of the same feedback has the same type and key. */
    SAME_TARGET_TWICE
}
