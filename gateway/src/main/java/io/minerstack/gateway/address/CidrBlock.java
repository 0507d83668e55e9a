package io.minerstack.gateway.address;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}. A single address is a block, too.
 *
 * @param base any address of the block
 * @param bits length of the common prefix: 0–32 (IPv4) or 0–128 (IPv6)
 */
record CidrBlock(InetAddress base, int bits) {

    CidrBlock {
        if (bits < 0 || bits > base.getAddress().length * 8) {
            throw new IllegalArgumentException("/" + bits + " is not a prefix length of " + base.getHostAddress());
        }
    }

    /** Parses CIDR notation without asking a name server. Configuration binding calls this method, too. */
    public static CidrBlock of(String cidr) {
        String text = cidr.strip();
        int slash = text.indexOf('/');
        try {
            InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int allBits = base.getAddress().length * 8;
            return new CidrBlock(base, slash < 0 ? allBits : Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a network (expected: such as 10.0.0.0/8, 192.0.2.7 or fd00::/8)");
        }
    }

    boolean contains(InetAddress address) {
        byte[] own = base.getAddress();
        byte[] other = address.getAddress();
        return own.length == other.length && Arrays.equals(masked(own, bits), masked(other, bits));
    }

    /** A copy of the address with only its first {@code bits} bits kept. */
    static byte[] masked(byte[] address, int bits) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] = (byte) (address[i] & (0xFF << (8 - kept)));
        }
        return masked;
    }
}
