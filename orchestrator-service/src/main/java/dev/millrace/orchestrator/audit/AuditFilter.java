package dev.millrace.orchestrator.audit;

import dev.millrace.kit.web.CurrentPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sees every request that changes something from its beginning to its end, also one that is refused
 * before it reaches its handler. Comes right after the one that knows the principal.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class AuditFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final AntPathMatcher PATHS = new AntPathMatcher();

    private final AuditSettings settings;
    private final Endings endings;

    AuditFilter(AuditSettings settings, Endings endings) {
        this.settings = settings;
        this.endings = endings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                || settings.except().stream()
                        .anyMatch(path -> PATHS.match(path, request.getRequestURI()));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var action = Action.beginsWith(request);
        int status = 500; // what the client gets when something is thrown through this
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            ended(request, response, action, status);
        }
    }

    private void ended(
            HttpServletRequest request, HttpServletResponse response, Action action, int status) {
        var row = action.row();
        if (row == null) {
            endings.add(
                    new Ending.Refused(
                            AuditRow.of(request, CurrentPrincipal.name()),
                            status,
                            action.tookMicros()));
            return;
        }
        var location = response.getHeader("Location");
        if (action.target() == null && location != null) {
            action.made(Action.resource(location));
        }
        endings.add(new Ending.Closed(row, status, action.target(), action.tookMicros()));
    }
}
