package org.lianbao.cases.log;

import java.util.List;
import java.util.Optional;
import org.lianbao.application.Masking;
import org.lianbao.cases.CaseReader.BillItemView;
import org.lianbao.cases.CaseReader.BillView;
import org.lianbao.cases.CaseReader.DeviationView;
import org.lianbao.cases.CaseReader.JointView;
import org.lianbao.cases.CaseReader.JointWorksView;
import org.lianbao.cases.CaseReader.OfferView;
import org.lianbao.cases.CaseReader.PaymentView;
import org.lianbao.cases.CaseReader.SlotView;
import org.lianbao.cases.CaseReader.SurveyView;
import org.lianbao.cases.procedure.Bill;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.JointAgreement;
import org.lianbao.cases.procedure.Milestone;
import org.lianbao.cases.procedure.Survey;

/** What the parties of a case do together, in the shapes that readers get. */
final class JointViews {

  private JointViews() {}

  static JointView of(CaseFile file, Masking masking) {
    return new JointView(
        survey(Survey.of(file), masking),
        JointAgreement.of(file).stream().map(it -> works(it, masking)).toList(),
        Bill.told(file).map(bill -> bill(file, bill, masking)).orElse(null),
        file.jointAcceptance() ? "JOINT" : "SINGLE");
  }

  private static SurveyView survey(Survey survey, Masking masking) {
    if (!survey.required() && survey.scheduled() == null && survey.offers().isEmpty()) {
      return null;
    }
    var place =
        Optional.ofNullable(survey.scheduled())
            .map(it -> it.attributes().path("place").textValue())
            .orElse(null);
    return new SurveyView(
        survey.state().name(),
        survey.required(),
        survey.no(),
        survey.at().orElse(null),
        masking.text(place),
        survey.participants(),
        survey.offers().entrySet().stream()
            .map(it -> new OfferView(it.getKey(), slots(it.getValue())))
            .toList());
  }

  private static List<SlotView> slots(List<Survey.Slot> slots) {
    return slots.stream().map(it -> new SlotView(it.from(), it.to())).toList();
  }

  private static JointWorksView works(JointAgreement agreement, Masking masking) {
    var works = agreement.works();
    return new JointWorksView(
        agreement.no(),
        works.roadName(),
        works.with(),
        works.mode(),
        works.from(),
        works.to(),
        works.metres(),
        masking.text(works.reason()),
        agreement.agreed(),
        agreement.agreedBy(),
        agreement.lapsed(),
        agreement.deviations().stream()
            .map(it -> new DeviationView(it.service(), it.kind(), it.day()))
            .toList());
  }

  private static BillView bill(CaseFile file, Bill bill, Masking masking) {
    return new BillView(
        bill.billNo(),
        bill.items().stream().map(it -> new BillItemView(it.service(), it.amount())).toList(),
        bill.total(),
        bill.payment(file).map(Milestone::occurredAt).orElse(null),
        Bill.contradictions(file).stream().map(it -> payment(it, masking)).toList());
  }

  private static PaymentView payment(Milestone told, Masking masking) {
    var facts = told.attributes();
    return new PaymentView(
        told.occurredAt(),
        masking.text(facts.path("billNo").textValue()),
        facts.hasNonNull("amount") ? masking.text(facts.get("amount").asText()) : null);
  }
}
