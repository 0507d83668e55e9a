package io.minerstack.registration.credentials;

/** What a person must know about the subnet before paying for a registration. */
public final class SubnetNotice {

    /** One line, printed by {@code sign} and {@code preflight}. */
    public static final String LINE = "Check the netuid before you pay for a registration: the agent network of the"
            + " reference miner ran on subnet 80 until 2026, and netuid 80 now belongs to another network.";

    private SubnetNotice() {}
}
