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
 * One wallet on disk: {@code <base>/<name>/coldkey} and what lies beside it. Only ever read.
 *
 * @param statedBase the base folder as the person wrote it, {@code ~} expanded: names of variables are made of it
 */
public record WalletFolder(String statedBase, String name) {

    /** Where wallets are when nobody says otherwise. */
    public static final String DEFAULT_BASE = "~/.bittensor/wallets";

    /** The folder of a wallet that exists and has a key file. */
    public static WalletFolder find(String base, String name, String home) {
        WalletFolder wallet = new WalletFolder(expand(base, home), name);
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            throw notFound("'" + name + "' is not the name of a wallet.");
        }
        if (!Files.isDirectory(wallet.folder())) {
            throw notFound("No wallet '" + name + "' in " + wallet.base() + wallet.others());
        }
        if (!Files.exists(wallet.coldkey())) {
            throw wallet.withoutColdkey();
        }
        return wallet;
    }

    private RegistrationException withoutColdkey() {
        if (Files.isSymbolicLink(coldkey())) {
            return notFound(coldkey() + " is a link that leads in a circle or to no file.");
        }
        if (!Files.notExists(coldkey())) {
            return new RegistrationException(ExitCode.FILE_UNREADABLE, "No permission to look at " + coldkey() + ".");
        }
        return notFound("The wallet has no key file " + coldkey()
                + (Files.exists(coldkeyPublic()) ? ": it can only watch, not sign." : "."));
    }

    private static RegistrationException notFound(String line) {
        return new RegistrationException(ExitCode.WALLET_NOT_FOUND, line);
    }

    private static String expand(String base, String home) {
        String expanded = base.equals("~") || base.startsWith("~/") ? home + base.substring(1) : base;
        while (expanded.length() > 1 && expanded.endsWith("/")) {
            expanded = expanded.substring(0, expanded.length() - 1);
        }
        return expanded;
    }

    private String others() {
        try (Stream<Path> entries = Files.list(base())) {
            List<String> names = entries.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .limit(10)
                    .toList();
            return names.isEmpty() ? "; there is none at all." : "; there are: " + String.join(", ", names) + ".";
        } catch (IOException e) {
            return ": there is no such folder. Name the right one with --path.";
        }
    }

    /** The folder that holds all wallets, absolute. */
    Path base() {
        try {
            return Path.of(statedBase).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw notFound("--path is not a path.");
        }
    }

    Path folder() {
        try {
            return base().resolve(name);
        } catch (InvalidPathException e) {
            throw notFound("The name of the wallet can't be a file name here.");
        }
    }

    Path coldkey() {
        return folder().resolve("coldkey");
    }

    Path coldkeyPublic() {
        return folder().resolve("coldkeypub.txt");
    }

    /** The key file's path, written as the wallet's own tools write it. */
    String statedColdkey() {
        return (statedBase.equals("/") ? "" : statedBase) + "/" + name + "/coldkey";
    }

    /** Fails when a hotkey was named that the wallet does not have. */
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
