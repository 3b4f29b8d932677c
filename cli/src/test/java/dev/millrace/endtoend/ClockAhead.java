package dev.millrace.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent that puts the calendar of one process ahead, as if its machine's clock were wrong:
 * whoever asks Java for the time, the service, its libraries or the JDK, is told a later one.
 * Intervals are measured by another clock, which is right.
 */
public final class ClockAhead implements ClassFileTransformer {

    static final Duration BY = Duration.ofSeconds(30);

    private static final String ASKING = "currentTimeMillis";
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

    /** A jar with this class alone, for {@code -javaagent}. */
    static Path jar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ClockAhead.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        var entry = ClockAhead.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var bytes = ClockAhead.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            bytes.transferTo(jar);
        }
        return file;
    }

    public static void premain(String arguments, Instrumentation jvm) throws Exception {
        jvm.addTransformer(new ClockAhead(), true);
        // These the JDK has loaded before.
        jvm.retransformClasses(Clock.class, Clock.systemUTC().getClass(), Date.class);
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String name,
            Class<?> loaded,
            ProtectionDomain domain,
            byte[] bytes) {
        CodeTransform change;
        if (name.equals("java/time/Clock")) {
            change = laterInstants();
        } else if (new String(bytes, ISO_8859_1).contains(ASKING)) {
            change = laterMillis();
        } else {
            return null;
        }
        var classes =
                loader == null
                        ? ClassHierarchyResolver.defaultResolver()
                        : ClassHierarchyResolver.ofResourceParsing(loader);
        var file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
        return file.transformClass(
                file.parse(bytes), ClassTransform.transformingMethodBodies(change));
    }

    private static CodeTransform laterMillis() {
        return (code, element) -> {
            code.with(element);
            if (element instanceof InvokeInstruction call
                    && call.opcode() == Opcode.INVOKESTATIC
                    && call.name().equalsString(ASKING)
                    && call.owner().name().equalsString("java/lang/System")) {
                code.loadConstant(BY.toMillis()).ladd();
            }
        };
    }

    /** Where the JDK makes the present instant, for all who ask. */
    private static CodeTransform laterInstants() {
        var plus = MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long);
        return (code, element) -> {
            code.with(element);
            if (element instanceof InvokeInstruction call
                    && call.name().equalsString("ofEpochSecond")) {
                code.loadConstant(BY.toSeconds()).invokevirtual(INSTANT, "plusSeconds", plus);
            }
        };
    }
}
