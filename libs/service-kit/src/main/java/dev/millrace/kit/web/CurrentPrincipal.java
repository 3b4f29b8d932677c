package dev.millrace.kit.web;

import dev.millrace.kit.observe.Correlation;

/** Who acts in this thread. */
public final class CurrentPrincipal {

    public static final String ANONYMOUS = "anonymous";

    private CurrentPrincipal() {}

    public static String name() {
        String principal = Correlation.principal();
        return principal == null ? ANONYMOUS : principal;
    }
}
