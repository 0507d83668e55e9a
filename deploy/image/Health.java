import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The HEALTHCHECK of the images: exits with 0 if the readiness probe of the given management port answers 200, else with
 * 1. A plain socket, because loading an HTTP client takes ten times as long as the request. The base image has no curl.
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
            // `docker inspect` shows this line, so the status of an unhealthy container can be read there
            System.out.println(status);
            System.exit(status.endsWith(" 200") ? 0 : 1);
        }
    }
}
