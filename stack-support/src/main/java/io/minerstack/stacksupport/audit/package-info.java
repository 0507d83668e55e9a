/** The file of the audit log, to which services and commands append. */
@NullMarked
package io.minerstack.stacksupport.audit;

import org.jspecify.annotations.NullMarked;
