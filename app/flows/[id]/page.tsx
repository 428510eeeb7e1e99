import { DesignerPage } from '@/components/designer/designer-page';

export default async function FlowPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return <DesignerPage key={id} flowId={decodeURIComponent(id)} />;
}
