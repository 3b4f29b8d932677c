package dev.millrace.orchestrator.task.notify;

import dev.millrace.contracts.failure.FailureCode;
import dev.millrace.contracts.failure.PlatformException;
import dev.millrace.orchestrator.definition.NotifyBody;
import dev.millrace.orchestrator.task.TaskAttempt;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.stereotype.Component;

/** E-mail by the installation's SMTP server. */
@Component
final class Mails {

    private static final String MILLIS = "30000";

    private final NotifySettings.Mail settings;
    private final Clock clock;

    Mails(NotifySettings settings, Clock clock) {
        this.settings = settings.mail();
        this.clock = clock;
    }

    /** The message's id: the same for the same attempt, so that mailboxes can tell. */
    String send(TaskAttempt attempt, NotifyBody body, NotifyBody.Email email) {
        if (settings.host() == null) {
            throw new PlatformException(
                    FailureCode.SOURCE_REFUSED,
                    "e-mail is switched off; whoever runs this installation names an SMTP server with millrace.notify.mail.host");
        }
        var session = Session.getInstance(properties());
        var id = "<%s@millrace>".formatted(attempt.key().replace(':', '.'));
        try (var transport = session.getTransport("smtp")) {
            var message = message(session, body, email, id);
            transport.connect(
                    settings.host(), settings.port(), settings.username(), password(attempt));
            transport.sendMessage(message, message.getAllRecipients());
            return id;
        } catch (MessagingException e) {
            throw new PlatformException(
                    isFinal(e) ? FailureCode.CALL_REFUSED : FailureCode.SERVICE_UNAVAILABLE,
                    "%s:%d did not take the e-mail: %s"
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS);
        properties.setProperty("mail.smtp.timeout", MILLIS);
        properties.setProperty("mail.smtp.writetimeout", MILLIS);
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.startTls()));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(settings.startTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    private String password(TaskAttempt attempt) {
        return settings.passwordSecret() == null ? "" : attempt.secret(settings.passwordSecret());
    }

    private MimeMessage message(Session session, NotifyBody body, NotifyBody.Email email, String id)
            throws MessagingException {
        var message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        message.setFrom(new InternetAddress(settings.from()));
        for (var to : email.to()) {
            message.addRecipient(Message.RecipientType.TO, address(to));
        }
        message.setSubject(
                Objects.requireNonNullElse(body.subject(), "Millrace"),
                StandardCharsets.UTF_8.name());
        message.setText(body.message(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        return message;
    }

    private static InternetAddress address(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            throw new PlatformException(
                    FailureCode.INVALID_REQUEST, "'%s' is no e-mail address".formatted(text), e);
        }
    }

    /** Codes from 500 are for good; others may pass. */
    private static boolean isFinal(MessagingException e) {
        return switch (e) {
            case AuthenticationFailedException _ -> true;
            case SMTPSendFailedException refused when refused.getReturnCode() > 0 ->
                    refused.getReturnCode() >= 500;
            case SMTPAddressFailedException refused -> refused.getReturnCode() >= 500;
            case SendFailedException refused
                    when refused.getNextException() instanceof MessagingException next ->
                    isFinal(next);
            default -> false;
        };
    }
}
