import { type AppName } from '../description/app-names.ts';
import { apps } from '../description/apps.ts';
import { installed } from './chart-data.ts';

const words: Readonly<Partial<Record<AppName, Readonly<Record<string, string>>>>> = {
  residents: { REGISTER_AUTHORITY: 'Landeshauptstadt Hannover, Meldebehörde' },
  'residents-goettingen': { REGISTER_AUTHORITY: 'Stadt Göttingen, Meldebehörde' },
  vehicles: { REGISTER_AUTHORITY: 'Kraftfahrt-Bundesamt' },
  business: { REGISTER_AUTHORITY: 'Amtsgericht Hannover' },
};

const inNamespace = (name: string) => [
  { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } },
];

/** Values of the chart, as an installation would choose them; with every app, those on request too. */
export const anInstallation = () => ({
  image: { repository: 'registry.example/einmal', tag: '0.1.0' },
  issuer: {
    url: 'https://login.example/realms/einmal',
    jwksUrl: 'https://login.example/realms/einmal/protocol/openid-connect/certs',
    tokenUrl: 'https://login.example/realms/einmal/protocol/openid-connect/token',
    ignoredConfirmations: 'kc-jkt-type',
  },
  kafka: { brokers: 'kafka-0.kafka.example:9093,kafka-1.kafka.example:9093' },
  apps: Object.fromEntries(
    installed.map((app) => [
      app,
      {
        publicUrl: `https://${app}.example`,
        ...(words[app] && { settings: words[app] }),
        ...(apps[app].register?.authorities && { enabled: true }),
      },
    ]),
  ) as Readonly<Record<string, object>>,
  network: {
    publicFrom: inNamespace('ingress'),
    monitoringFrom: inNamespace('monitoring'),
    databaseTo: [{ ipBlock: { cidr: '10.20.0.0/24' } }],
    kafkaTo: [{ ipBlock: { cidr: '10.20.1.0/24' } }],
    issuerTo: [{ ipBlock: { cidr: '10.20.2.1/32' } }],
    receiversTo: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }],
  },
  autoscaling: { lag: 500 },
});
