package dev.millrace.orchestrator.audit;

import dev.millrace.kit.web.CurrentPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Writes the row of an action before the action begins. Where that cannot be written, the action
 * does not begin.
 */
@Component
class AuditInterceptor implements HandlerInterceptor, WebMvcConfigurer {

    private final AuditRows rows;

    AuditInterceptor(AuditRows rows) {
        this.rows = rows;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var action = Action.of(request);
        if (action != null && action.row() == null) {
            action.written(rows.begin(AuditRow.of(request, CurrentPrincipal.name())));
        }
        return true;
    }
}
