package io.minerstack.registration.wallet;

import io.minerstack.registration.secret.WipeableSecret;

/**
 * A password and where it came from.
 *
 * @param origin where the password came from, such as {@code BT_COLD_PW_DEFAULT}
 * @param typed whether the password was typed at the prompt, so that a space may have been added by mistake
 */
record WalletPassword(WipeableSecret secret, String origin, boolean typed) implements AutoCloseable {

    @Override
    public void close() {
        secret.close();
    }
}
