package io.minerstack.registration.verify;

import io.minerstack.registration.credentials.Ago;
import java.time.Duration;

/** Lengths of time in the two largest units that say something. */
final class Age {

    private Age() {}

    /** Such as {@code 5 min ago}; bounds where the name of the zone does not tell which one it is. */
    static String of(Ago ago) {
        if (ago.isExact()) {
            return of(ago.least()) + " ago";
        }
        if (ago.known()) {
            return "between " + of(ago.least()) + " and " + of(ago.most()) + " ago: " + ago.zone()
                    + " is several zones";
        }
        String bounds = ago.least().isNegative() ? "at most " : "between " + of(ago.least()) + " and ";
        return bounds + of(ago.most()) + " ago: no zone is known as " + ago.zone() + " then";
    }

    private static String of(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h " + age.toMinutesPart() + " min";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
