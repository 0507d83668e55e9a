package io.minerstack.standalone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A small shell that knows every child and outlives this process, however that ends. It reads what to watch from a pipe; when
 * the pipe closes without a farewell, its other end was killed, and it ends the children.
 */
class Guardian implements AutoCloseable {

    /** Seconds that the children have between being asked and being made to end. */
    private static final int PATIENCE = 5;

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
                case $1 in gentle) kill -"${signals%%:*}" "$pid" ;; hard) kill -"${signals#*:}" "$pid" ;; ask) kill -0 "$pid" && return 0 ;; esac
              done 2>/dev/null
              [ "$1" != ask ]
            }
            each gentle
            waited=0
            while each ask && [ "$waited" -lt PATIENCE ]; do sleep 1; waited=$((waited + 1)); done
            each hard
            """.replace("PATIENCE", Integer.toString(PATIENCE));

    private final Process shell;
    private final OutputStream pipe;

    Guardian() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // it has no use for keys
        builder.environment().keySet().retainAll(java.util.Set.of("PATH"));
        shell = builder.start();
        pipe = shell.getOutputStream();
    }

    synchronized void watch(long pid, Signals signals) throws IOException {
        tell("+ " + pid + " " + signals.gentle() + " " + signals.hard());
    }

    /** Its number may soon be another process's. */
    synchronized void forget(long pid) throws IOException {
        tell("- " + pid);
    }

    /** All children have ended: nothing is left to guard. */
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
