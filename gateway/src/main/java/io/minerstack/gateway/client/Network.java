package io.minerstack.gateway.client;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a block too.
 *
 * @param base any address in it
 * @param bits length of the prefix that they share: 0–32 or 0–128
 */
record Network(InetAddress base, int bits) {

    Network {
        if (bits < 0 || bits > base.getAddress().length * 8) {
            throw new IllegalArgumentException("/" + bits + " is no prefix of " + base.getHostAddress());
        }
    }

    /** Reads CIDR notation, without ever asking a name server; also what configuration binding calls. */
    public static Network of(String cidr) {
        String text = cidr.strip();
        int slash = text.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int whole = base.getAddress().length * 8;
            return new Network(base, slash < 0 ? whole : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no network (expected: such as 10.0.0.0/8, 192.0.2.7 or fd00::/8)");
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        return mine.length == other.length && Arrays.equals(masked(mine, bits), masked(other, bits));
    }

    /** The address with all but its first bits cleared. */
    static byte[] masked(byte[] address, int bits) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] = (byte) (address[i] & (0xFF << (8 - kept)));
        }
        return masked;
    }
}
