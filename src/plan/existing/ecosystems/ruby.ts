import { type Ecosystem, present } from "../ecosystem.ts";

/** Ruby: `Gemfile`. */
export const ruby: Ecosystem = {
  languages: ["Ruby"],
  manifest: /^Gemfile$/,
  frameworks: {
    rails: "Rails",
    sinatra: "Sinatra",
    "turbo-rails": "Hotwire",
    sidekiq: "Sidekiq",
    devise: "Devise",
    sequel: "Sequel",
    thor: "Thor",
    nokogiri: "Nokogiri",
    rspec: "RSpec",
    "rspec-rails": "RSpec",
    minitest: "Minitest",
  },
  read({ manifests, has, hasLike }) {
    const gems = manifests.flatMap(({ text }) =>
      text.split("\n").flatMap((line) => /^\s{0,50}gem[\s(]{1,10}["']([\w.-]{1,100})["']/.exec(line)?.[1] ?? [])
    );
    const rails = gems.includes("rails") && has("bin/rails");
    const [test, testOne] = gems.some((gem) => /^rspec(?:-rails)?$/.test(gem)) || has(".rspec")
      ? ["bundle exec rspec", "bundle exec rspec {test}"]
      : rails
      ? ["bin/rails test", "bin/rails test {test}"]
      : has("Rakefile") && hasLike(/^test\/.*\.rb$/)
      ? ["bundle exec rake test", "bundle exec ruby -Ilib -Itest {test}"]
      : [];
    return {
      dependencies: gems,
      own: {},
      usual: present({
        setup: "bundle install",
        test,
        testOne,
        lint: gems.some((gem) => gem.startsWith("rubocop")) || has(".rubocop.yml") ? "bundle exec rubocop" : undefined,
        run: rails ? "bin/rails server" : undefined,
      }),
    };
  },
};
