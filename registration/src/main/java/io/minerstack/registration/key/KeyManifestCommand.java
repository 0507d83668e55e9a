package io.minerstack.registration.key;

import io.minerstack.apikeys.KeyFile;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.terminal.CliEnvironment;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code key manifest}: prints the key file as a Kubernetes Secret. */
@Command(
        name = "manifest",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the key file as a Kubernetes Secret for gateway.keysSecret of the chart:",
            "./miner key manifest | kubectl apply --server-side -f -"
        })
final class KeyManifestCommand implements Callable<Integer> {

    private static final Pattern SECRET_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @Option(
            names = "--name",
            paramLabel = "SECRET",
            defaultValue = "miner-keys",
            description = "Name of the Secret (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "Namespace of the Secret (default: kubectl's).")
    private @Nullable String namespace;

    @Mixin
    private final KeyFileOption file = new KeyFileOption();

    private final CliEnvironment environment;

    KeyManifestCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!SECRET_NAME.matcher(name).matches()) {
            throw KeyArguments.usage("--name: expected a name of Kubernetes: lower case, digits, - and .");
        }
        if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
            throw KeyArguments.usage("--namespace: expected a name of Kubernetes: lower case, digits and -");
        }
        KeyFile keys = file.read(environment);
        PrintWriter out = environment.terminal().out();
        out.println("apiVersion: v1");
        out.println("kind: Secret");
        out.println("metadata:");
        out.println("  name: \"" + name + "\"");
        if (namespace != null) {
            out.println("  namespace: \"" + namespace + "\"");
        }
        out.println("type: Opaque");
        out.println("data:");
        out.println("  keys.json: " + Base64.getEncoder().encodeToString(keys.toJson()));
        out.flush();
        return ExitCode.OK.number();
    }
}
