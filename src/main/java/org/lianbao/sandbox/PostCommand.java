package org.lianbao.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.lianbao.sandbox.county.CountyPost;
import org.lianbao.shared.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Posts one form, a withdrawal or an answer to corrections as the county system would, and says
 * what the hub answered.
 */
@Command(
    name = "post",
    mixinStandardHelpOptions = true,
    description =
        "以县系统身份签名并提交：申请、变更后的申请，或对办件的撤回、补正答复"
            + " / sign and post as the county would: a form, a changed form, a withdrawal, an answer",
    exitCodeListHeading = "退出码 / exit codes:%n",
    exitCodeList = {
      "0:已接收 / accepted",
      "1:平台拒绝 / refused",
      "2:平台不可达、出错或文件有误 / unreachable, failing, or a bad file"
    })
final class PostCommand implements Callable<Integer> {

  @Mixin private FormArguments arguments;

  @ArgGroup private About about = new About();

  /** The case a document is about, if it is no form. */
  static final class About {

    @Option(
        names = "--withdraw",
        paramLabel = "CASE",
        description = "FILE 是对该办件的撤回 / FILE withdraws services of this case")
    private String withdraw;

    @Option(
        names = "--correct",
        paramLabel = "CASE",
        description = "FILE 是对该办件补正的答复 / FILE answers corrections of this case")
    private String correct;

    URI target(CountyPost post) {
      if (withdraw != null) {
        return post.withdrawal(withdraw);
      }
      return correct == null ? post.target() : post.corrections(correct);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var form = arguments.read();
    var target = about.target(form.post());
    CountyPost.Answer answer;
    try {
      answer = form.post().post(target, form.document());
    } catch (IOException e) {
      throw new IOException("平台 " + target + " 不可达 / the hub cannot be reached; is it running?", e);
    }
    System.out.println("HTTP " + answer.status());
    System.out.println(pretty(answer.readable()));
    return switch (answer.status() / 100) {
      case 2 -> 0;
      case 4 -> say(1, "平台拒绝了，原因见上 / the hub refused it, see above");
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
