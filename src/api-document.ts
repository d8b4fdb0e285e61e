import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';

/** The OpenAPI document, made from the routes and their schemas: `/api/openapi.json`. */
export function documentApi(app: NestFastifyApplication): void {
  const outline = new DocumentBuilder()
    .setTitle('Munadi')
    .setDescription(
      'One message to every district. Every answer that is no success is ProblemsAnswer.',
    )
    .setVersion('0.1.0')
    .addCookieAuth('munadi')
    .build();
  const document = () =>
    SwaggerModule.createDocument(app, outline, { standardSchemaConverter: toOpenApi });
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    ui: false,
  });
}

/** Undefined leaves a schema that is not zod's to the library. */
function toOpenApi(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): { schema: unknown } | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  return { schema: z.toJSONSchema(schema, { target: 'openapi-3.0', io: schemaType }) };
}
