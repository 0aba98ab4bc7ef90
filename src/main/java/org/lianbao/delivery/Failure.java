package org.lianbao.delivery;

import org.lianbao.delivery.Outcome.Fault;
import org.lianbao.shared.Finding.Words;

/** Why an attempt did not succeed, as it is stored with the attempt. */
public enum Failure {
  /** The partner cannot be reached, or the connection broke. */
  NETWORK(
      Fault.PARTNER,
      new Words("连接不上", "cannot be reached"),
      new Words(
          "请对方检查网络和服务，恢复后自动续送", "ask it to look at its line and server; it goes on by itself")),
  /** It was reached and did not answer in time. */
  TIMEOUT(
      Fault.PARTNER,
      new Words("应答超时", "no answer in time"),
      new Words("请对方查看系统负荷，恢复后自动续送", "ask it to look at its load; it goes on by itself")),
  /** Its system failed: HTTP 5xx, or an answer that says so. */
  SERVER(
      Fault.PARTNER,
      new Words("对方系统出错", "its system failed"),
      new Words("把原因和单号告诉对方，修复后自动续送", "tell it the reason and the order; it goes on by itself")),
  /** It asks for fewer or later orders: HTTP 429, or an answer that says so. */
  THROTTLED(
      Fault.PARTNER,
      new Words("对方限流", "it asks for fewer orders"),
      new Words(
          "与对方商定速率，写进 partner.yaml 的 pace",
          "agree on a rate and write it into pace of partner.yaml")),
  /** Its door turned the message away: another HTTP 4xx. A refusal of the matter is no failure. */
  REFUSED(
      Fault.PARTNER,
      new Words("对方接口拒收", "its door turned it away"),
      new Words("与对方核对接口地址和报文，改好后重送", "compare address and message with it, then resend")),
  /** It does not know our signature, token or account, or we do not know that of its answer. */
  SIGNATURE(
      Fault.PARTNER,
      new Words("签名或账号不符", "signature or account not known"),
      new Words(
          "与对方核对密钥和账号（data/partners.yaml），改好后 apply 并重送",
          "compare keys and account with it (data/partners.yaml), apply, then resend")),
  /** A mapping cannot make its message, or read its answer. */
  MAPPING(
      Fault.MAPPING,
      new Words("映射出错", "a mapping failed"),
      new Words("按原因改映射，check、apply 后重送", "mend the mapping it names, check, apply, then resend")),
  /** A file of the application is not there yet. */
  FILE(
      Fault.FILE,
      new Words("附件未到", "a file is not there"),
      new Words("请县平台检查附件地址", "ask the county to look at the file's address")),
  /** Something of the hub's own: its database, its broker, its code. */
  HUB(
      Fault.HUB,
      new Words("联报自身出错", "the hub itself failed"),
      new Words("查看联报日志，排除后重送", "look into the hub's log, mend it, then resend"));

  private final Fault fault;
  private final Words words;
  private final Words nextStep;

  Failure(Fault fault, Words words, Words nextStep) {
    this.fault = fault;
    this.words = words;
    this.nextStep = nextStep;
  }

  /** Whose it is to mend. */
  public Fault fault() {
    return fault;
  }

  /** What people call it. */
  public Words words() {
    return words;
  }

  /** What a person does about it. */
  public Words nextStep() {
    return nextStep;
  }
}
