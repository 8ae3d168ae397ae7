using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DesignChecks.CodeFixes.Fixes.ApiDesign;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PostWithEffectHasNoIdempotencyKeyFix))]
public sealed class PostWithEffectHasNoIdempotencyKeyFix() : IdempotencyHeaderFix("DCK0510");
