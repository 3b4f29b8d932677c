package dev.millrace.kit.code;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class CodeConfiguration {

    @Bean
    CodeController codeController(@Value("${millrace.code.version:}") String given) {
        return new CodeController(given);
    }
}
