package io.minerstack.registration.error;

/** The exit codes of the process. Scripts rely on them: the meaning of a number never changes. */
public enum ExitCode {
    OK(0, "done"),
    UNEXPECTED(1, "an unexpected error in this program, or ./miner could not start it; a line says why"),
    USAGE(2, "wrong option, URL or token"),
    WALLET_NOT_FOUND(3, "the wallet, its key file or the hotkey does not exist"),
    PASSWORD_MISSING(4, "the wallet needs a password and there is no usable one"),
    PASSWORD_WRONG(5, "wrong password, or the encrypted part of the key file was changed; both look the same"),
    KEYFILE_DAMAGED(6, "the key file or coldkeypub.txt is damaged"),
    KEY_UNSUPPORTED(7, "the kind of key, key file or signature is not supported"),
    KEY_MISMATCH(8, "the key does not belong to the address stored with it"),
    TOO_LITTLE_MEMORY(9, "too little memory to derive the key"),
    FILE_UNREADABLE(10, "a file exists but can't be read"),
    OUTPUT_REFUSED(11, "the output file can't or must not be written"),
    OWN_SIGNATURE_INVALID(12, "sign: the new signature does not verify; nothing was written"),
    CREDENTIALS_MALFORMED(13, "verify: the file does not have the exact format"),
    SIGNATURE_INVALID(14, "verify: the signature is not valid"),
    PREFLIGHT_FAILED(15, "preflight: at least one check failed"),
    FILE_NOT_FOUND(16, "verify: the file does not exist"),
    SIGNED_IN_FUTURE(17, "verify: the signature is valid, but its time is in the future"),
    KEY_FILE_UNUSABLE(18, "key: the key file can't be read or changed"),
    KEY_NOT_FOUND(19, "key: there is no such key, or it is revoked already"),
    AUDIT_INCOMPLETE(20, "key: the keys were changed, but the audit log could not be written"),
    USAGE_UNAVAILABLE(21, "key usage: llm-proxy can't be reached, or has no usage"),
    PROBE_FAILED(22, "probe --once: a check was not good"),
    STACK_NOT_WELL(23, "status: a part of the stack does not run or is not healthy, or many calls were lost"),
    STACK_NOT_KNOWN(24, "status: nothing is known to be wrong, but something that has to be known is not");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
