package io.minerstack.memory.playbook;

/** A proposed operation after its check: one to resolve, or the reason why not. */
sealed interface Checked permits ValidOperation, Checked.Refused {

    record Refused(Reason reason) implements Checked {}
}
