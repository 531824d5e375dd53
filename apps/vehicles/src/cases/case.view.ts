import { caseViews } from '#libs/cases';
import { offerOf, type VehicleCase } from './case.rules.ts';

export const { fileView, casePageView } = caseViews(({ vehicleId, kind, office, enquiry }: VehicleCase) => {
  const offer = offerOf(kind, office);
  return { vehicleId, enquiry, ...(offer && { offer }) };
});
