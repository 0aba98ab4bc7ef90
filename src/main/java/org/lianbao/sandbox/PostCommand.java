package org.lianbao.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Posts one form as the county system would, and says what the hub answered. */
@Command(
    name = "post",
    mixinStandardHelpOptions = true,
    description = "以县系统身份签名并提交一份申请 / sign and post a form as the county would",
    exitCodeListHeading = "退出码 / exit codes:%n",
    exitCodeList = {
      "0:已接收 / accepted",
      "1:平台拒绝 / refused",
      "2:平台不可达、出错或文件有误 / unreachable, failing, or a bad file"
    })
final class PostCommand implements Callable<Integer> {

  @Mixin private FormArguments arguments;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var form = arguments.read();
    CountyPost.Answer answer;
    try {
      answer = form.post().post(form.document());
    } catch (IOException e) {
      throw new IOException(
          "平台 " + form.post().target() + " 不可达 / the hub cannot be reached; is it running?", e);
    }
    System.out.println("HTTP " + answer.status());
    System.out.println(pretty(answer.readable()));
    return switch (answer.status() / 100) {
      case 2 -> 0;
      case 4 -> say(1, "平台拒绝了申请，原因见上 / the hub refused the form, see above");
      default -> say(2, "平台未能处理，稍后重试 / the hub could not handle it, try again later");
    };
  }

  private static int say(int code, String line) {
    System.err.println(line);
    return code;
  }

  private static String pretty(Object answer) throws JsonProcessingException {
    return answer instanceof String text
        ? text
        : Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer);
  }
}
