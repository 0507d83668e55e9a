package io.minerstack.registration.wallet;

import io.minerstack.registration.secret.WipeableSecret;

/**
 * A password and where it came from.
 *
 * @param origin such as {@code BT_COLD_PW_DEFAULT}
 * @param typed whether a person typed it just now, perhaps with a space too many
 */
record WalletPassword(WipeableSecret secret, String origin, boolean typed) implements AutoCloseable {

    @Override
    public void close() {
        secret.close();
    }
}
