import { type Ecosystem, inOrder, present } from "../ecosystem.ts";
import { entriesOf, readJson } from "../json.ts";
import { ownCommands } from "../tasks.ts";

/** PHP: `composer.json`. */
export const php: Ecosystem = {
  languages: ["PHP"],
  manifest: /^composer\.json$/,
  frameworks: {
    "laravel/framework": "Laravel",
    "symfony/framework-bundle": "Symfony",
    "slim/slim": "Slim",
    "livewire/livewire": "Livewire",
    "doctrine/orm": "Doctrine",
    "twig/twig": "Twig",
    "guzzlehttp/guzzle": "Guzzle",
    "pestphp/pest": "Pest",
    "phpunit/phpunit": "PHPUnit",
  },
  read({ manifests, has, hasLike }) {
    const declared = manifests.map(({ text }) => readJson(text));
    const packages = new Set(
      declared.flatMap((json) => ["require", "require-dev"].flatMap((kind) => [...entriesOf(json.get(kind)).keys()])),
    );
    const scripts = new Map<string, string>();
    for (const [name, body] of entriesOf(declared[0]?.get("scripts"))) {
      const lines = (Array.isArray(body) ? body : [body]).filter((line) => typeof line === "string");
      if (lines.length > 0) scripts.set(name, lines.join(" && "));
    }
    const laravel = packages.has("laravel/framework") && has("artisan");
    const test = laravel
      ? "php artisan test"
      : packages.has("pestphp/pest")
      ? "vendor/bin/pest"
      : packages.has("phpunit/phpunit")
      ? "vendor/bin/phpunit"
      : undefined;
    const isSet = hasLike(/^phpstan(?:\.dist)?\.neon(?:\.dist)?$/);
    return {
      dependencies: packages,
      own: ownCommands(scripts, (name) => `composer run ${name}`),
      usual: present({
        setup: "composer install",
        test,
        testOne: test === undefined ? undefined : `${test} {test}`,
        lint: inOrder(
          packages.has("laravel/pint") && "vendor/bin/pint --test",
          packages.has("friendsofphp/php-cs-fixer") && "vendor/bin/php-cs-fixer fix --dry-run --diff",
          isSet
            ? "vendor/bin/phpstan analyse"
            // Without settings it must be told where to look.
            : packages.has("phpstan/phpstan") && hasLike(/^src\//) && "vendor/bin/phpstan analyse src",
        ),
        run: laravel ? "php artisan serve" : undefined,
      }),
    };
  },
};
