package io.minerstack.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.CliEnvironment;
import io.minerstack.registration.terminal.FakeTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interoperability with the wallets' own library: opens its wallets, and each side verifies the other's signatures. */
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
    /** Parses the file by the description of the format, as the network does. */
    private static final String VERIFY = """
            import sys
            from bittensor_wallet import Keypair
            text = open(sys.argv[1], encoding="utf-8", newline="").read()
            message, by, signature, time, end = text.split("\\n")
            assert end == "" and time.startswith("\\tTimestamp: "), text
            address = by.removeprefix("\\tSigned by: ")
            signature = signature.removeprefix("\\tSignature: ")
            keypair = Keypair(ss58_address=address, crypto_type=int(sys.argv[2]))
            signature = bytes.fromhex(signature)
            print(address, keypair.verify(message, signature), keypair.verify(message + "x", signature))
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
                file.write(f"{message}\\n\\tSigned by: {coldkey.ss58_address}\\n")
                file.write(f"\\tSignature: {coldkey.sign(message).hex()}\\n")
                file.write(f"\\tTimestamp: {now.isoformat()} ({now.astimezone().tzname()})\\n")
            """;
    private static final String SAVED_PASSWORD = """
            import ctypes, sys
            from bittensor_wallet import Wallet
            file = Wallet(name=sys.argv[2], path=sys.argv[1]).coldkey_file
            file.save_password_to_env(sys.argv[3])
            name = file.env_var_name()
            # the library sets the variable in the process, which os.environ does not show
            ctypes.pythonapi.getenv.restype = ctypes.c_char_p
            print(name + "=" + ctypes.pythonapi.getenv(name.encode()).decode())
            """;

    @TempDir
    private Path folder;

    private FakeTerminal terminal = FakeTerminal.withoutInput();
    private Map<String, String> variables = Map.of();

    @BeforeAll
    static void requireTheLibrary() throws IOException, InterruptedException {
        PythonWalletLibrary.require();
    }

    @Test
    void signsWithAnEncryptedWalletAndTheLibraryVerifies() throws Exception {
        PythonWalletLibrary.python(CREATE, folder.toString(), "mine", PASSWORD, "1");
        terminal = FakeTerminal.typing(PASSWORD);
        assertThat(sign("mine")).isZero();
        assertThat(PythonWalletLibrary.python(VERIFY, file().toString(), "1"))
                .isEqualTo(PythonWalletLibrary.python(ADDRESS_OF, folder.toString(), "mine") + " True False");
        assertThat(terminal.printed() + terminal.errors()).doesNotContain(PASSWORD, "пароль");
    }

    @Test
    void signsWithAPlainWallet() throws Exception {
        PythonWalletLibrary.python(CREATE, folder.toString(), "plain", "", "1");
        assertThat(sign("plain")).isZero();
        assertThat(PythonWalletLibrary.python(VERIFY, file().toString(), "1")).endsWith(" True False");
    }

    @Test
    void refusesEd25519WhichTheLibraryVerifiesOnlyIfTold() throws Exception {
        PythonWalletLibrary.python(CREATE, folder.toString(), "ed", "", "0");
        assertThat(sign("ed")).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
        PythonWalletLibrary.python(
                SIGN, folder.toString(), "ed", TestObjects.API_URL, TestObjects.TOKEN, file().toString());
        assertThat(PythonWalletLibrary.python(VERIFY, file().toString(), "0")).endsWith(" True False");
        assertThat(PythonWalletLibrary.python(VERIFY, file().toString(), "1")).endsWith(" False False");
        assertThat(run("verify", file().toString())).isEqualTo(ExitCode.KEY_UNSUPPORTED.number());
    }

    @Test
    void verifiesASignatureOfTheLibrary() throws Exception {
        PythonWalletLibrary.python(CREATE, folder.toString(), "mine", "", "1");
        PythonWalletLibrary.python(
                SIGN, folder.toString(), "mine", TestObjects.API_URL, TestObjects.TOKEN, file().toString());
        assertThat(run("verify", file().toString())).isZero();
        assertThat(terminal.printed())
                .contains(PythonWalletLibrary.python(ADDRESS_OF, folder.toString(), "mine"))
                .contains("sr25519");
    }

    @Test
    void readsThePasswordThatTheLibrarySavedInTheEnvironment() throws Exception {
        TestObjects.wallet(folder, "vault", TestObjects.keyfile("ansible-vault"));
        String saved = PythonWalletLibrary.python(SAVED_PASSWORD, folder.toString(), "vault", TestObjects.PASSWORD);
        String assignment = saved.lines()
                .filter(line -> line.startsWith("BT_PW_"))
                .findFirst()
                .orElseThrow();
        int equals = assignment.indexOf('=');
        variables = Map.of(assignment.substring(0, equals), assignment.substring(equals + 1));
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
        CliEnvironment environment =
                new CliEnvironment(terminal, variables, Clock.systemUTC(), folder.toString(), folder);
        return RegistrationCli.create(environment).execute(arguments);
    }
}
