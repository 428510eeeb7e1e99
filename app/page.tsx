import { Welcome } from '@/components/ui/welcome';

export default function WelcomePage() {
	return <Welcome />;
}
