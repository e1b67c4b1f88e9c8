// Whether a call to a webhook was signed by Parlor (Standard Webhooks, v1). Java 11, nothing beside it.
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Verify {
    private Verify() {}

    /** secret: whsec_…; body: the bytes as they came, before any parsing; now: seconds since 1970. */
    public static boolean isSigned(String secret, String id, String timestamp, String signatures, byte[] body, long now)
            throws GeneralSecurityException {
        if (!timestamp.matches("\\d{1,18}") || Math.abs(now - Long.parseLong(timestamp)) > 300) return false;
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        boolean found = false;
        for (String one : signatures.split(" ")) {
            found |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), one.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }
}
