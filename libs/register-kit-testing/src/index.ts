export { describeRegister } from './describe-register.ts';
export { describeWrongOffice } from './describe-wrong-office.ts';
export { describeStanding } from './describe-standing.ts';
export { aPermit, PermitGateway } from './permit-gateway.ts';
export type { RegisterContract } from './register-contract.ts';
export { describeRegisterPlans, fillOfRegister, registerWork } from './register-plans.ts';
export { anAct, anOfficer, RegisterUnderTest, valuesOf } from './register-under-test.ts';
export { RunningRegister, type Message } from './running-register.ts';
export { OfficeRecords } from './office-records.ts';
