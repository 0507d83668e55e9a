package io.minerstack.registration.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.registration.TestObjects;
import io.minerstack.registration.error.ExitCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvironmentPasswordsTests {

    private static final String VARIABLE = "BT_PW__ROOT__BITTENSOR_WALLETS_DEFAULT_COLDKEY";
    private static final WalletFolder DEFAULT = new WalletFolder("/root/.bittensor/wallets", "default");

    @Test
    void buildsTheNameFromThePathOfTheKeyFile() {
        assertThat(EnvironmentPasswords.obfuscatedName(DEFAULT)).isEqualTo(VARIABLE);
        assertThat(EnvironmentPasswords.obfuscatedName(new WalletFolder("./wallets", "Test-w")))
                .isEqualTo("BT_PW___WALLETS_TEST-W_COLDKEY");
    }

    @Test
    void decodesAPasswordThatTheWalletsToolsSaved() {
        assertThat(find(DEFAULT, Map.of(VARIABLE, "NjEsJD4xOH8/jPAsLDUmJjA="))).isEqualTo(TestObjects.PASSWORD);
    }

    @Test
    void readsTheOlderPlainVariableWithOrWithoutHyphen() {
        WalletFolder wallet = new WalletFolder("/w", "my-wallet");
        assertThat(find(wallet, Map.of("BT_COLD_PW_MY-WALLET", "pässword"))).isEqualTo("pässword");
        assertThat(find(wallet, Map.of("BT_COLD_PW_MY_WALLET", "pässword"))).isEqualTo("pässword");
    }

    @Test
    void prefersTheNewerVariable() {
        assertThat(find(DEFAULT, Map.of(VARIABLE, "NjEsJD4xOH8/jPAsLDUmJjA=", "BT_COLD_PW_DEFAULT", "older")))
                .isEqualTo(TestObjects.PASSWORD);
    }

    @Test
    void namesAVariableForAPlainPasswordAndOneForAnObfuscatedOne() {
        assertThat(EnvironmentPasswords.advice(new WalletFolder("/root/.bittensor/wallets", "my-wallet")))
                .isEqualTo("BT_COLD_PW_MY_WALLET to the password itself, or"
                        + " BT_PW__ROOT__BITTENSOR_WALLETS_MY-WALLET_COLDKEY to the obfuscated password that"
                        + " save_password_to_env of the wallet's tools makes");
    }

    @Test
    void namesTheVariableForAPlainPassword() {
        assertThatThrownBy(() -> find(DEFAULT, Map.of(VARIABLE, TestObjects.PASSWORD)))
                .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_MISSING)
                .hasMessageContaining("a plain password belongs in BT_COLD_PW_DEFAULT");
    }

    @Test
    void findsNothingForAnotherWallet() {
        assertThat(find(new WalletFolder("/w", "other"), Map.of(VARIABLE, "x", "BT_COLD_PW_DEFAULT", "x")))
                .isNull();
    }

    @Test
    void refusesAValueThatNoToolSaved() {
        for (String value : new String[] {"not base64!", "AAAA/////w=="}) {
            assertThatThrownBy(() -> find(DEFAULT, Map.of(VARIABLE, value)))
                    .hasFieldOrPropertyWithValue("exitCode", ExitCode.PASSWORD_MISSING)
                    .hasMessageContaining(VARIABLE)
                    .message()
                    .doesNotContain(value);
        }
    }

    private static @Nullable String find(WalletFolder wallet, Map<String, String> environment) {
        WalletPassword password = new EnvironmentPasswords(environment).find(wallet);
        return password == null ? null : password.secret().reveal();
    }
}
