package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private final Origins origins =
      new Origins(() -> "https://files.example.gov.cn, http://127.0.0.1:8090");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.example.gov.cn/a/b?c=d",
        "https://files.example.gov.cn:443/a",
        "HTTPS://FILES.example.gov.cn/a",
        "http://127.0.0.1:8090/openapi/bz/files/1"
      })
  void takesWhatIsOfAnAllowedOrigin(String url) throws WrongFile {
    assertThat(origins.admit(url)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://files.example.gov.cn/a",
        "https://files.example.gov.cn:8443/a",
        "https://files.example.gov.cn.evil.example/a",
        "https://evil.example/files.example.gov.cn",
        "https://files.example.gov.cn@evil.example/a",
        "https://user:word@files.example.gov.cn/a",
        "https://@files.example.gov.cn/a",
        "https://evil.example\\@files.example.gov.cn/a",
        "https://evil.example#@files.example.gov.cn/",
        "https://files.example.gov.cn./a",
        "https://files%2eexample.gov.cn/a",
        "http://127.0.0.1/a",
        "http://127.0.0.1:8091/a",
        "http://127.1:8090/a",
        "http://2130706433:8090/a",
        "http://0x7f000001:8090/a",
        "http://0177.0.0.1:8090/a",
        "http://localhost:8090/a",
        "http://[::1]:8090/a",
        "http://[::ffff:127.0.0.1]:8090/a",
        "ftp://127.0.0.1:8090/a",
        "file:///etc/passwd",
        "jar:http://127.0.0.1:8090/a!/b",
        "//127.0.0.1:8090/a",
        "http:/127.0.0.1:8090/a",
        "http://127.0.0.1:8090 /a",
        "/a",
        ""
      })
  void refusesEveryOtherSpelling(String url) {
    assertThatThrownBy(() -> origins.admit(url))
        .isInstanceOf(WrongFile.class)
        .hasMessageContaining(" / ")
        .message()
        .doesNotContain("evil", "127");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , "})
  void nothingIsAllowedUntilItIsSaid(String none) {
    assertThatThrownBy(() -> new Origins(() -> none).admit("http://127.0.0.1:8090/a"))
        .isInstanceOf(WrongFile.class);
  }
}
