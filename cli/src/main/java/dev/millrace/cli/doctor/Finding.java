package dev.millrace.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param remedy what to do; null where there is no problem
 */
public record Finding(String check, boolean ok, String found, @Nullable String remedy) {

    static Finding ok(String check, String found) {
        return new Finding(check, true, found, null);
    }

    static Finding problem(String check, String found, String remedy) {
        return new Finding(check, false, found, remedy);
    }
}
