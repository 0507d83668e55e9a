package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both directions against the wallets' own library: its wallets open here, its verifier takes our files, ours its. */
class BittensorWalletIT {

    private static final String PASSWORD = "пароль-密码-ÄÖ€ 🦀";

    private static final String CREATE = """
            import sys
            from bittensor_wallet import Wallet
            base, name, password, kind = sys.argv[1:5]
            wallet = Wallet(name=name, path=base)
            wallet.create_new_coldkey(use_password=bool(password), overwrite=True, suppress=True,
                                      coldkey_password=password or None, crypto_type=int(kind))
            """;
    private static final String ADDRESS_OF = """
            import sys
            from bittensor_wallet import Wallet
            print(Wallet(name=sys.argv[2], path=sys.argv[1]).coldkeypub.ss58_address)
            """;
    /** Written from the description of the file alone, as somebody on the other side would. */
    private static final String VERIFY = """
            import sys
            from bittensor_wallet import Keypair
            text = open(sys.argv[1], encoding="utf-8", newline="").read()
            message, by, signature, time, end = text.split("\\n")
            assert end == "" and time.startswith("\\tTimestamp: "), text
            address = by.removeprefix("\\tSigned by: ")
            signature = signature.removeprefix("\\tSignature: ")
            keypair = Keypair(ss58_address=address, crypto_type=int(sys.argv[2]))
            print(address, keypair.verify(message, bytes.fromhex(signature)), keypair.verify(message + "x", bytes.fromhex(signature)))
            """;

    private static final String SIGN = """
            import sys
            from datetime import datetime
            from bittensor_wallet import Wallet
            base, name, url, token, out = sys.argv[1:6]
            coldkey = Wallet(name=name, path=base).coldkey
            message = f"{url}<seperate>{token}"
            now = datetime.now()
            with open(out, "w", encoding="utf-8", newline="") as file:
                file.write(f"{message}\\n\\tSigned by: {coldkey.ss58_address}\\n\\tSignature: {coldkey.sign(message).hex()}\\n"
                           f"\\tTimestamp: {now.isoformat()} ({now.astimezone().tzname()})\\n")
            """;
    private static final String SAVED_PASSWORD = """
            import ctypes, sys
            from bittensor_wallet import Wallet
            file = Wallet(name=sys.argv[2], path=sys.argv[1]).coldkey_file
            file.save_password_to_env(sys.argv[3])
            name = file.env_var_name()
            # the library sets it behind Python's back
            ctypes.pythonapi.getenv.restype = ctypes.c_char_p
            print(name + "=" + ctypes.pythonapi.getenv(name.encode()).decode())
            """;

    @TempDir
    private Path folder;

    private FakeTerminal terminal = FakeTerminal.withNobody();
    private Map<String, String> environment = Map.of();

    @BeforeAll
    static void requireTheLibrary() throws IOException, InterruptedException {
        PythonWallets.require();
    }

    @Test
    void opensAWalletWithAPasswordInManyScriptsAndSignsWhatTheLibraryVerifies() throws Exception {
        PythonWallets.python(CREATE, folder.toString(), "mine", PASSWORD, "1");
        terminal = FakeTerminal.typing(PASSWORD);
        assertThat(sign("mine")).isZero();
        assertThat(PythonWallets.python(VERIFY, file().toString(), "1"))
                .isEqualTo(PythonWallets.python(ADDRESS_OF, folder.toString(), "mine") + " True False");
        assertThat(terminal.printed() + terminal.complained()).doesNotContain(PASSWORD, "пароль");
    }

    @Test
    void signsWithAPlainWallet() throws Exception {
        PythonWallets.python(CREATE, folder.toString(), "plain", "", "1");
        assertThat(sign("plain")).isZero();
        assertThat(PythonWallets.python(VERIFY, file().toString(), "1")).endsWith(" True False");
    }

    @Test
    void refusesTheKindOfWalletThatTheLibraryVerifiesOnlyWhenItIsTold() throws Exception {
        PythonWallets.python(CREATE, folder.toString(), "ed", "", "0");
        assertThat(sign("ed")).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
        PythonWallets.python(SIGN, folder.toString(), "ed", TestObjects.API_URL, TestObjects.TOKEN, file().toString());
        assertThat(PythonWallets.python(VERIFY, file().toString(), "0")).endsWith(" True False");
        assertThat(PythonWallets.python(VERIFY, file().toString(), "1")).endsWith(" False False");
        assertThat(run("verify", file().toString())).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
    }

    @Test
    void verifiesWhatTheLibrarySigned() throws Exception {
        PythonWallets.python(CREATE, folder.toString(), "mine", "", "1");
        PythonWallets.python(
                SIGN, folder.toString(), "mine", TestObjects.API_URL, TestObjects.TOKEN, file().toString());
        assertThat(run("verify", file().toString())).isZero();
        assertThat(terminal.printed())
                .contains(PythonWallets.python(ADDRESS_OF, folder.toString(), "mine"))
                .contains("sr25519");
    }

    @Test
    void readsThePasswordThatTheLibrarySavedInTheEnvironment() throws Exception {
        TestObjects.wallet(folder, "vault", TestObjects.keyfile("ansible-vault"));
        String saved = PythonWallets.python(SAVED_PASSWORD, folder.toString(), "vault", TestObjects.PASSWORD);
        String assignment = saved.lines()
                .filter(line -> line.startsWith("BT_PW_"))
                .findFirst()
                .orElseThrow();
        int equals = assignment.indexOf('=');
        environment = Map.of(assignment.substring(0, equals), assignment.substring(equals + 1));
        assertThat(sign("vault")).isZero();
    }

    private Path file() {
        return folder.resolve("out.txt");
    }

    private int sign(String wallet) {
        return run(
                "sign",
                "--name",
                wallet,
                "--path",
                folder.toString(),
                "--api-url",
                TestObjects.API_URL,
                "--token",
                TestObjects.TOKEN,
                "--output",
                file().toString());
    }

    private int run(String... arguments) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        CliEnvironment surroundings = new CliEnvironment(terminal, environment, clock, folder.toString(), folder);
        return RegistrationCli.of(surroundings).execute(arguments);
    }
}
