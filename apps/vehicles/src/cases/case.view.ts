import { caseViews, doubtView } from '#libs/cases';
import { offerOf, type VehicleCase } from './case.rules.ts';

export const { fileView, casePageView } = caseViews((found: VehicleCase) => {
  const { vehicleId, kind, office, enquiry } = found;
  const offer = offerOf(kind, office);
  return { vehicleId, enquiry, ...(offer && { offer }), ...doubtView(found) };
});
