import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The images' HEALTHCHECK: exits 0 when the readiness of the given management port is up, else 1. A bare socket,
 * because loading an HTTP client costs ten times what the question does, and the base image has no curl to rely on.
 */
class Health {

    private static final int TIMEOUT_MILLIS = 2_000;

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            // shown by `docker inspect`, so that an unhealthy container says what it answered
            System.out.println(status);
            System.exit(status.endsWith(" 200") ? 0 : 1);
        }
    }
}
