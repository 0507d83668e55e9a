package io.minerstack.standalone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A small shell process that knows every child and ends the children if the supervisor is killed. The shell reads the
 * ids of the children from a pipe. If the pipe closes without the line {@code end}, the supervisor was killed.
 */
class Guardian implements AutoCloseable {

    /** Seconds between the gentle signal and the hard signal. */
    private static final int GRACE_SECONDS = 5;

    private static final String SCRIPT = """
            trap '' INT HUP TERM QUIT
            kids=
            while read -r op pid gentle hard; do
              case $op in
                +) kids="$kids $pid:$gentle:$hard" ;;
                -) left=
                   for kid in $kids; do case $kid in "$pid":*) ;; *) left="$left $kid" ;; esac; done
                   kids=$left ;;
                end) exit 0 ;;
              esac
            done
            each() {
              for kid in $kids; do
                pid=${kid%%:*}; signals=${kid#*:}
                case $1 in
                  gentle) kill -"${signals%%:*}" "$pid" ;;
                  hard) kill -"${signals#*:}" "$pid" ;;
                  ask) kill -0 "$pid" && return 0 ;;
                esac
              done 2>/dev/null
              [ "$1" != ask ]
            }
            each gentle
            waited=0
            while each ask && [ "$waited" -lt GRACE_SECONDS ]; do sleep 1; waited=$((waited + 1)); done
            each hard
            """.replace("GRACE_SECONDS", Integer.toString(GRACE_SECONDS));

    private final Process shell;
    private final OutputStream pipe;

    Guardian() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // the guardian must not inherit keys
        builder.environment().keySet().retainAll(Set.of("PATH"));
        shell = builder.start();
        pipe = shell.getOutputStream();
    }

    synchronized void watch(long pid, Signals signals) throws IOException {
        tell("+ " + pid + " " + signals.gentle() + " " + signals.hard());
    }

    /** Removes a child that has ended: another process may get its id. */
    synchronized void forget(long pid) throws IOException {
        tell("- " + pid);
    }

    /** Ends the guardian. Call after all children have ended. */
    @Override
    public synchronized void close() throws IOException {
        if (shell.isAlive()) {
            tell("end");
        }
    }

    private void tell(String line) throws IOException {
        pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }
}
