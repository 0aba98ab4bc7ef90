package org.lianbao.intake;

import org.springframework.http.HttpStatus;

/** Words for what the web framework refuses before a controller is asked. */
final class FrameworkRefusals {

  private FrameworkRefusals() {}

  static Refused of(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND ->
          Refused.of(
              status,
              "NOT_FOUND",
              "没有这个地址 / Not found",
              "请核对地址，接口见 openapi/lianbao.yaml / check the path against the contract");
      case METHOD_NOT_ALLOWED ->
          Refused.of(
              status,
              "METHOD_NOT_ALLOWED",
              "方法不支持 / Method not allowed",
              "此地址支持的方法见响应头 Allow / see the header Allow");
      case UNSUPPORTED_MEDIA_TYPE ->
          Refused.unsupported(
              "Content-Type 须为 application/json，编码 UTF-8 / must be application/json in UTF-8");
      case NOT_ACCEPTABLE ->
          Refused.of(
              status,
              "NOT_ACCEPTABLE",
              "无法按 Accept 作答 / Not acceptable",
              "请接受 application/json / accept application/json");
      case BAD_REQUEST ->
          Refused.badRequest(
              "BAD_REQUEST", "参数缺失、类型不对或超出范围，请对照接口说明 / a parameter is missing or wrong");
      default -> Refused.of(status, status.name(), "请求被拒绝 / Refused", "请对照接口说明 / see the contract");
    };
  }
}
