package io.minerstack.registration.wallet;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one wallet: {@code <base>/<name>/coldkey} and the files beside it. Never written to.
 *
 * @param basePath the base folder as given, with {@code ~} expanded: the names of variables are built from it
 */
public record WalletFolder(String basePath, String name) {

    /** The default folder of the wallets. */
    public static final String DEFAULT_BASE = "~/.bittensor/wallets";

    /** Finds a wallet. Fails if the wallet or its key file does not exist. */
    public static WalletFolder find(String base, String name, String home) {
        WalletFolder wallet = new WalletFolder(expand(base, home), name);
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            throw notFound("'" + name + "' is not the name of a wallet.");
        }
        if (!Files.isDirectory(wallet.folder())) {
            throw notFound("No wallet '" + name + "' in " + wallet.base() + wallet.otherWallets());
        }
        if (!Files.exists(wallet.coldkey())) {
            throw wallet.withoutColdkey();
        }
        return wallet;
    }

    private RegistrationException withoutColdkey() {
        if (Files.isSymbolicLink(coldkey())) {
            return notFound(coldkey() + " is a symbolic link to itself or to no file.");
        }
        if (!Files.notExists(coldkey())) {
            return new RegistrationException(ExitCode.FILE_UNREADABLE, "No permission to access " + coldkey() + ".");
        }
        return notFound("The wallet has no key file " + coldkey()
                + (Files.exists(coldkeyPublic()) ? ": a wallet without a coldkey can't sign." : "."));
    }

    private static RegistrationException notFound(String message) {
        return new RegistrationException(ExitCode.WALLET_NOT_FOUND, message);
    }

    private static String expand(String base, String home) {
        String expanded = base.equals("~") || base.startsWith("~/") ? home + base.substring(1) : base;
        while (expanded.length() > 1 && expanded.endsWith("/")) {
            expanded = expanded.substring(0, expanded.length() - 1);
        }
        return expanded;
    }

    private String otherWallets() {
        try (Stream<Path> entries = Files.list(base())) {
            List<String> names = entries.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .limit(10)
                    .toList();
            return names.isEmpty() ? ", which holds no wallets." : ", which holds: " + String.join(", ", names) + ".";
        } catch (IOException e) {
            return ": the folder does not exist. Set the folder with --path.";
        }
    }

    /** The folder that holds all wallets, absolute. */
    Path base() {
        try {
            return Path.of(basePath).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw notFound("--path is not a path.");
        }
    }

    Path folder() {
        try {
            return base().resolve(name);
        } catch (InvalidPathException e) {
            throw notFound("The name of the wallet is not a valid file name.");
        }
    }

    Path coldkey() {
        return folder().resolve("coldkey");
    }

    Path coldkeyPublic() {
        return folder().resolve("coldkeypub.txt");
    }

    /** The path of the key file, as the wallet's own tools write it. */
    String coldkeyPath() {
        return (basePath.equals("/") ? "" : basePath) + "/" + name + "/coldkey";
    }

    /** Fails if the wallet does not have the hotkey. */
    public void requireHotkey(@Nullable String hotkey) {
        if (hotkey == null) {
            return;
        }
        Path file = folder().resolve("hotkeys").resolve(hotkey);
        if (!Files.exists(file)) {
            throw notFound("The wallet has no hotkey " + file + ".");
        }
    }
}
