package dev.millrace.kit.observe;

import dev.millrace.contracts.job.Headers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the ids of a request's headers for its thread. */
class CorrelationFilter extends OncePerRequestFilter {

    // What a client sends ends up in logs and rows: plain and short, or not at all.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@._:/-]{1,100}");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var ids =
                Correlation.of(
                        plain(request, Headers.RUN),
                        plain(request, Headers.STEP),
                        plain(request, Headers.JOB),
                        plain(request, Headers.PRINCIPAL))) {
            chain.doFilter(request, response);
        }
    }

    private static @Nullable String plain(HttpServletRequest request, String header) {
        String value = request.getHeader(header);
        return value != null && PLAIN.matcher(value).matches() ? value : null;
    }
}
