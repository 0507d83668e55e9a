package io.minerstack.apikeys;

/** Whether a key is accepted at a moment. */
public enum KeyStatus {
    VALID,
    EXPIRED,
    REVOKED
}
