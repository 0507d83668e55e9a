package io.minerstack.registration.error;

/** The process's exit codes. They are a promise to scripts: a number never changes its meaning. */
public enum ExitCode {
    OK(0, "done"),
    UNEXPECTED(1, "a fault of this program; or ./miner could not start it, and a line says why"),
    USAGE(2, "wrong option, URL or token"),
    WALLET_NOT_FOUND(3, "no such wallet, key file or hotkey"),
    PASSWORD_MISSING(4, "a password is needed and none can be had"),
    PASSWORD_WRONG(5, "wrong password (or the encrypted part of the key file is damaged: the two look alike)"),
    KEYFILE_DAMAGED(6, "the key file or coldkeypub.txt is damaged"),
    KEY_UNSUPPORTED(7, "a kind of key or key file that can't be used here"),
    KEY_MISMATCH(8, "the key does not belong to the address stored beside it"),
    TOO_LITTLE_MEMORY(9, "too little memory to derive the key"),
    FILE_UNREADABLE(10, "a file that exists can't be read"),
    OUTPUT_REFUSED(11, "the output file can't or must not be written"),
    OWN_SIGNATURE_FALSE(12, "the signature just made does not verify; nothing was written"),
    CREDENTIALS_MALFORMED(13, "verify: the file is not in the exact format"),
    SIGNATURE_FALSE(14, "verify: the signature is false"),
    PREFLIGHT_FAILED(15, "preflight: something the network needs failed"),
    FILE_NOT_FOUND(16, "verify: there is no such file"),
    SIGNED_IN_FUTURE(17, "verify: the signature is right, but its time lies in the future");

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
