package io.minerstack.stacksupport.network;

/** What to call where a server listens at an address of {@code HOST} or {@code BIND_ADDRESS}. */
public final class ListeningAddress {

    private ListeningAddress() {}

    /**
     * The host of a URL that reaches the server.
     *
     * @param address that the server listens at; blank: every one
     * @param loopback returned where the address is every one or that of this machine alone, such as {@code 127.0.0.1}
     */
    public static String toHost(String address, String loopback) {
        return switch (address) {
            case "", "0.0.0.0", "::", "[::]", "localhost" -> loopback;
            default -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        };
    }
}
