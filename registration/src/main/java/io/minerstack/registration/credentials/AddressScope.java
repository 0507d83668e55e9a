package io.minerstack.registration.credentials;

import java.net.Inet4Address;
import java.net.InetAddress;

/** From where an address can be reached (RFC 6890 and the IANA registries of special-purpose addresses). */
public enum AddressScope {
    THIS_MACHINE("this machine only"),
    PRIVATE("a private network only"),
    UNREACHABLE("nowhere"),
    PUBLIC("everywhere");

    private final String meaning;

    AddressScope(String meaning) {
        this.meaning = meaning;
    }

    /** The end of a sentence that says from where the address can be reached. */
    public String meaning() {
        return meaning;
    }

    public static AddressScope of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return THIS_MACHINE;
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return UNREACHABLE;
        }
        if (address.isSiteLocalAddress() || address.isLinkLocalAddress()) {
            return PRIVATE;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? ofIpv4(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff)
                : ofIpv6(bytes);
    }

    /** The scope of a host name, without a lookup (RFC 6761, 6762, 8375, 9476, and the names of home routers). */
    static AddressScope ofName(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return switch (last) {
            case "localhost" -> THIS_MACHINE;
            case "local", "internal", "lan", "home", "corp", "localdomain" -> PRIVATE;
            case "test", "example", "invalid", "onion", "alt" -> UNREACHABLE;
            default -> last.equals(host) || host.endsWith(".home.arpa") ? PRIVATE : PUBLIC;
        };
    }

    private static AddressScope ofIpv4(int a, int b, int c) {
        boolean carrierNat = a == 100 && (b & 0xc0) == 64;
        boolean benchmark = a == 198 && (b & 0xfe) == 18;
        if (carrierNat || benchmark) {
            return PRIVATE;
        }
        boolean example =
                switch ((a << 16) | (b << 8) | c) {
                    case 0xC00002, 0xC63364, 0xCB0071 -> true;
                    default -> false;
                };
        return a == 0 || a >= 240 || example ? UNREACHABLE : PUBLIC;
    }

    private static AddressScope ofIpv6(byte[] bytes) {
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        boolean example = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && bytes[3] == (byte) 0xb8;
        return uniqueLocal ? PRIVATE : example ? UNREACHABLE : PUBLIC;
    }
}
